// Says whether this page may have sensors.

document.getElementById(window.isSecureContext ? "trusted" : "untrusted").hidden = false;
