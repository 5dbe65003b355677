// "No to everything here that I have not answered", shown at once. Without scripts the server reads it.
for (const box of document.querySelectorAll(".none input")) {
  box.addEventListener("change", () => {
    for (const ask of box.closest(".group").querySelectorAll(".ask")) {
      const radios = [...ask.querySelectorAll("input[type=radio]")];
      if (box.checked && !radios.some((one) => one.checked)) {
        radios[0].checked = true;
        radios[0].dataset.filled = "yes";
      } else if (!box.checked && radios[0].dataset.filled && radios[0].checked) {
        radios[0].checked = false;
      }
    }
  });
}
