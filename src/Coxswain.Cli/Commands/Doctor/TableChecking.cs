using System.Globalization;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Sessions;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Api.Store;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>Has the server read all parts of its tables, with progress on stderr. Whatever was damaged is told by doctor's other checks too.</summary>
internal static class TableChecking
{
    private const double SecondsBetweenLines = 2;

    public static async Task<DoctorCheck> RunAsync(CoxClient client, CommandOutput output, CancellationToken cancellationToken)
    {
        using var answer = await client.SendAsync(HttpMethod.Post, "/api/store/check", null, cancellationToken);
        var said = 0.0;
        var last = await ProgressAnswer.ReadAsync<TableCheckReport>(
            answer,
            step =>
            {
                if (!step.IsFinished && step.ElapsedSeconds - said >= SecondsBetweenLines)
                {
                    said = step.ElapsedSeconds;
                    output.Say(Progress(step));
                }
            },
            cancellationToken,
            work: "check of the tables",
            again: "begins anew");
        return last is { IsFinished: true } ? Of(last) : throw new CommandException(ExitCode.Failed, "The check of the tables broke off; what was found damaged is set aside. The same command begins anew.");
    }

    public static DoctorCheck Of(TableCheckReport result)
    {
        var read = result.PartsDone - result.PartsGone;
        var gone = result.PartsGone > 0 ? $" {UsageFormat.Things(result.PartsGone, "part")} {(result.PartsGone == 1 ? "was" : "were")} merged or deleted meanwhile and not read." : "";
        var unreadable = result.PartsUnreadable > 0
            ? $" {UsageFormat.Things(result.PartsUnreadable, "part")} could not be read, by the machine's fault; {(result.PartsUnreadable == 1 ? "it stays where it is and" : "they stay where they are and")} the daemon's log says why." : "";
        var damaged = result.PartsDamaged == 0 ? "none is damaged" : $"{UsageFormat.Things(result.PartsDamaged, "part")} {(result.PartsDamaged == 1 ? "is" : "are")} damaged and set aside, see damage";
        return DoctorCheck.Of(
            "store", "tables", result.PartsDamaged + result.PartsUnreadable > 0 ? DoctorStatus.Failed : DoctorStatus.Ok,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{UsageFormat.Things(read, "part")} of {UsageFormat.Things(result.Tables, "table")} with {ImportText.Size(result.BytesRead)} read in {result.ElapsedSeconds:N1} s: {damaged}.{unreadable}{gone}"));
    }

    private static string Progress(TableCheckReport step)
    {
        var left = step.BytesDone == 0 ? 0 : step.ElapsedSeconds / step.BytesDone * (step.Bytes - step.BytesDone);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Checking {step.Table}: {step.PartsDone:N0} of {step.Parts:N0} parts, {ImportText.Size(step.BytesDone)} of {ImportText.Size(step.Bytes)}, about {Math.Ceiling(left):N0} s left");
    }
}
