using Microsoft.PowerShell;

// Run as a program, these tests are PowerShell's own console: what only a fresh process shows is run in one.
return ConsoleShell.Start(bannerText: null, helpText: null, args);
