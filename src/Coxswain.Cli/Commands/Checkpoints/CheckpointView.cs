using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>Writes checkpoints for people.</summary>
internal static class CheckpointView
{
    private const int MostNames = 20;

    public static void Write(CheckpointList list, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        output.WriteLine(
            $"{(list.Checkpoints.Count == 0 ? "No checkpoints" : UsageFormat.Things(list.Checkpoints.Count, "checkpoint"))} · {(list.IsEnabled ? "hooks are in Claude Code's settings" : "no hooks: cox session-checkpoint --enable")} · " +
            $"auto-recovery is {(list.IsAutoRecovery ? "on" : "off")} · times in {zone.Id}");
        if (list.Checkpoints.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("checkpoint", Least: 10), new("made", Least: 16), new("at", Rank: 1), new("folder", Rank: 3, Least: 16), new("files", Rank: 2, Least: 8), new("to do", Number: true, Rank: 4)],
                [.. list.Checkpoints.Select(one => (IReadOnlyList<string>)[one.Id, UsageFormat.Moment(one.TakenUtc, zone), Reason(one.Reason), one.Folder, Files(one), UsageFormat.Count(one.Todos)])]));
        }

        foreach (var file in list.Unreadable)
        {
            output.WriteLine($"{file} is empty or broken: the checkpoint whose record it was is lost, and left out here.");
        }

        foreach (var failed in list.Failed)
        {
            output.WriteLine(
                $"Session {failed.SessionId} died of a failure of the API ({Class(failed)}) at {UsageFormat.Moment(failed.FailedUtc, zone)}: {Action(failed.Action)}, {failed.Reason}.{Resumes(failed.Resumes, zone)}");
        }
    }

    public static void Write(Checkpoint one, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        output.WriteLine($"Checkpoint {one.Id}, made {Reason(one.Reason)}, {UsageFormat.Moment(one.TakenUtc, zone)} ({zone.Id})");
        output.WriteLine($"folder      {one.Folder}");
        output.WriteLine($"transcript  {(one.TranscriptBytes is { } bytes ? $"{one.TranscriptPath}, {UsageFormat.Count(bytes)} bytes then" : "none")}");
        if (one.Git is { } git)
        {
            output.WriteLine($"files       commit {git.Commit} ({git.Ref}) of {git.WorkTree}");
            output.WriteLine($"checked out {git.Head ?? "no commit yet"}{(git.Branch is { } branch ? $", {branch}" : ", no branch")}");
            WriteNames(output, "left out", git.LeftOut);
        }
        else
        {
            output.WriteLine($"files       not kept: {one.GitNote}");
        }

        foreach (var todo in one.Todos)
        {
            output.WriteLine($"to do       [{todo.Status}] {todo.Text}");
        }
    }

    public static void Write(RestoreReport report, CommandOutput output)
    {
        foreach (var name in report.Written.Select(static name => "+ " + name).Concat(report.Deleted.Select(static name => "- " + name)))
        {
            output.WriteWhole(name);
        }

        WriteNames(output, "left as it is", report.Skipped);
        WriteNames(output, "in the way", report.Blocked);
        output.Say(report.Outcome switch
        {
            "unchanged" => $"The files of {report.WorkTree} are as the checkpoint has them; nothing was done.",
            "would_restore" => $"{UsageFormat.Things(report.Written.Count, "file")} of {report.WorkTree} would be written, {UsageFormat.Things(report.Deleted.Count, "file")} deleted, after a checkpoint of what is there now.",
            "refused" => "Nothing was touched: what is in the way is in no checkpoint and would be lost. Move it, and try again.",
            _ => $"{UsageFormat.Things(report.Written.Count, "file")} of {report.WorkTree} written, {UsageFormat.Things(report.Deleted.Count, "file")} deleted. What was there is in checkpoint {report.Undo}; undo this: cox session-checkpoint restore {report.Undo}",
        });
        if (report.Outcome == "restored" && report.Head != report.HeadThen)
        {
            output.Say($"Checked out is still {report.Head ?? "no commit"}; at the checkpoint it was {report.HeadThen ?? "no commit"}. Index and branches are untouched.");
        }
    }

    private static void WriteNames(CommandOutput output, string what, IReadOnlyList<LeftOutFile> files)
    {
        foreach (var file in files.Take(MostNames))
        {
            output.WriteLine($"{what}: {file.Path}, {file.Reason}");
        }

        if (files.Count > MostNames)
        {
            output.WriteLine($"{what}: {files.Count - MostNames} more; --json has all.");
        }
    }

    private static string Files(CheckpointRow one) => one.Commit is null ? one.GitNote ?? "" : one.LeftOut > 0 ? $"kept, {UsageFormat.Count(one.LeftOut)} left out" : "kept";

    private static string Resumes(IReadOnlyList<ResumeRow> attempts, TimeZoneInfo zone) => attempts.Count == 0 ? ""
        : $" Resumed {string.Join(", ", attempts.Select(one => $"{UsageFormat.Moment(one.StartedUtc, zone)} ({Outcome(one.Outcome)})"))}.";

    private static string Class(FailedSessionRow failed) => failed.Class is { } known ? FailureNames.Spelled(known) : FailureNames.Unknown;

    private static string Outcome(ResumeOutcome? outcome) => outcome switch
    {
        null => "no end known",
        ResumeOutcome.Succeeded => "succeeded",
        ResumeOutcome.Failed => "failed",
        ResumeOutcome.TimedOut => "ran too long",
        ResumeOutcome.Interrupted => "interrupted",
        _ => "could not be started",
    };

    private static string Action(ResumeAction action) => action switch
    {
        ResumeAction.LetBe => "it is let be",
        ResumeAction.Wait => "it waits",
        _ => "it is resumed once the API answers",
    };

    private static string Reason(CheckpointReason reason) => reason switch
    {
        CheckpointReason.Prompt => "at a prompt",
        CheckpointReason.Stop => "at a stop",
        _ => "before a restore",
    };
}
