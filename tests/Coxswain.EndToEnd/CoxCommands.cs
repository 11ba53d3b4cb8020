using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd;

/// <summary>Commands of the product that a test takes for granted.</summary>
internal static class CoxCommands
{
    /// <summary>Runs a command that must end with 0.</summary>
    public static async Task<CommandResult> DoneAsync(this CoxProcess cox, params string[] command)
    {
        var result = await cox.RunAsync(TestContext.Current.CancellationToken, command);
        Assert.True(result.ExitCode == 0, string.Join(' ', command) + "\n" + result.Output + result.Errors);
        return result;
    }
}
