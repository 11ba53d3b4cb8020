using Coxswain.Cli.Setup;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>Whether <c>claude</c> is the wrapper where one is installed, and leads to the real client.</summary>
internal static class WrapperCheck
{
    private const string Group = "wrapper";
    private const string Name = "claude";
    private const string Real = "\nreal=";

    /// <param name="usual">Folder that <c>cox wrapper install</c> writes to unless told otherwise; looked at even when it is not on the search path.</param>
    public static DoctorCheck Of(IReadOnlyDictionary<string, string> environment, string usual)
    {
        var file = ClientProgram.Wrapper(environment) ?? (WrapperFile.In(usual) is { IsOurs: true } found ? found.Path : null);
        if (file is null)
        {
            return DoctorCheck.Of(Group, Name, DoctorStatus.Note, "No wrapper is installed: the plan's verbs are cox commands. To have them as claude commands too: cox wrapper install");
        }

        var folder = Path.GetDirectoryName(file) ?? "/";
        string[] problems =
        [
            .. ClientProgram.IsFirst(environment, folder) ? Array.Empty<string>() : [$"Another claude comes before {folder} on PATH, or it is not on PATH: claude is not the wrapper. Put that folder first."],
            .. RealOf(file) is not { } real || File.Exists(real) ? Array.Empty<string>() : [$"{real}, which it passes calls on to, is not there any more. Find Claude Code anew: cox wrapper install"],
        ];
        return problems.Length == 0
            ? DoctorCheck.Of(Group, Name, DoctorStatus.Ok, $"{file} is the first claude on PATH.")
            : DoctorCheck.Of(Group, Name, DoctorStatus.Warning, $"The wrapper {file} does not work as it should.", problems);
    }

    private static string? RealOf(string file)
    {
        try
        {
            var text = new WrapperFile(file).Read() ?? "";
            var start = text.IndexOf(Real, StringComparison.Ordinal);
            return start < 0 ? null : CoxProgram.ReadQuoted(text, start + Real.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
