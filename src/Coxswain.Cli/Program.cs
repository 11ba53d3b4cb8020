using Coxswain.Cli.Commands;

namespace Coxswain.Cli;

internal static class Program
{
    private static Task<int> Main(string[] args) => CoxRoot.RunAsync(args);
}
