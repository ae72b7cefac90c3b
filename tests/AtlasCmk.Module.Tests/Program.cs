using AtlasCmk.ModuleTests.Infrastructure;

// A shell in a fresh process: runs the script that is named, prints each output on a line, and fails with its first error.
using var shell = new Shell(import: false);
var run = shell.Run(File.ReadAllText(args[0]));
foreach (var output in run.Output)
{
    Console.Out.WriteLine(output);
}

foreach (var error in run.Errors)
{
    Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
}

return run.Errors.Count == 0 ? 0 : 1;
