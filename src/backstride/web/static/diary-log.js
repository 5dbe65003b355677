// Choosing a session fills in how long it was planned to take and when it was.

const session = document.getElementById("session");
session?.addEventListener("change", () => {
  const { minutes, day } = session.selectedOptions[0].dataset;
  if (minutes) document.getElementById("minutes").value = minutes;
  if (day) document.getElementById("day").value = day;
});
