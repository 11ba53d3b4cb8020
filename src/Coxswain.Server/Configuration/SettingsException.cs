namespace Coxswain.Server.Configuration;

/// <summary>The configuration cannot be used. The message is one line that names the file or variable, the key and what would be right.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException()
    {
    }

    public SettingsException(string message)
        : base(message)
    {
    }

    public SettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What is wrong stands on the command line, or some of it does. Not the data folder: whether a place can be used is no matter of spelling.</summary>
    public bool IsOnCommandLine { get; private init; }

    internal static SettingsException Of(IReadOnlyCollection<SettingProblem> problems) => new(string.Join(Environment.NewLine, problems))
    {
        IsOnCommandLine = problems.Any(static problem => problem.Name != "server.dataFolder" && problem.Origin.StartsWith("--", StringComparison.Ordinal)),
    };
}
