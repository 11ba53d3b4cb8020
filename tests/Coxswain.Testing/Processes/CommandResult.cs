using System.Text.Json;

namespace Coxswain.Testing.Processes;

public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Standard output as JSON; fails with everything the command said when it did not succeed.</summary>
    public JsonElement Json() => ExitCode == 0
        ? JsonDocument.Parse(Output).RootElement
        : throw new InvalidOperationException($"exit code {ExitCode}\n{Output}\n{Errors}");
}
