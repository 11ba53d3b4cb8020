using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary>Writes sessions for people.</summary>
internal static class SessionsView
{
    public static void Write(SessionList list, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        var sessions = list.Sessions;
        if (sessions.Count == 0)
        {
            output.WriteLine(NoData(list, zone));
            return;
        }

        output.WriteLine(
            $"{(list.HasMore ? "The newest " : "")}{UsageFormat.Things(sessions.Count, "session")}{(list.Project.Length > 0 ? $" of {list.Project}" : "")} · from {string.Join(" and ", list.Sources)} · " +
            $"newest event {UsageFormat.Moment(sessions[0].LastSeen, zone)} ({AgeText.Ago(list.AsOf - sessions[0].LastSeen)}) · " +
            $"prices of {list.PricesPublished:yyyy-MM-dd} · times in {zone.Id}");
        output.WriteLine("");
        output.WriteTable(new TableView(
            [new("session", Least: 9), new("title", Rank: 1, Least: 16), new("project", Rank: 3, Least: 16), new("last event", Rank: 2, Least: 16), new("requests", Number: true, Rank: 4), new("cost", Number: true)],
            [.. sessions.Select(session => (IReadOnlyList<string>)
            [
                session.SessionId,
                session.Title.Length > 0 ? session.Title : "(untitled)",
                session.Project,
                UsageFormat.Moment(session.LastSeen, zone),
                UsageFormat.Count(session.Requests),
                Cost(session.Requests, session.CostUsd, session.UnknownCostRequests),
            ])]));
        if (list.HasMore)
        {
            output.WriteLine("There are older ones: --limit");
        }

        if (list.RetentionNote is { } age)
        {
            output.WriteLine(age);
        }

        if (list.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(list.PendingRows));
        }
    }

    private static string NoData(SessionList list, TimeZoneInfo zone) => list is { OldestEvent: { } oldest, NewestEvent: { } newest }
        ? $"No data: no session of {list.Project}. The store has sessions from {UsageFormat.Moment(oldest, zone)} to {UsageFormat.Moment(newest, zone)}."
        : "No data: the store has no session. Connect Claude Code with: cox connect. Read its transcripts with: cox import";

    public static void Write(SessionDetail detail, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        var session = detail.Session;
        output.WriteLine($"Session {session.SessionId}{(session.Title.Length > 0 ? $" · {session.Title}" : "")}");
        output.WriteLine(
            $"{UsageFormat.Said(session.Project)} · branch {UsageFormat.Said(session.Branch)} · client {UsageFormat.Said(session.Version)} · from {string.Join(" and ", session.Sources)} · " +
            $"{UsageFormat.Moment(session.FirstSeen, zone)} to {UsageFormat.Moment(session.LastSeen, zone)}");
        if (session.OriginSessionId.Length > 0)
        {
            output.WriteLine($"forked from session {session.OriginSessionId}, whose requests before that are not counted here");
        }

        output.WriteLine(
            session.Requests == 0 ? "no requests" : $"{UsageFormat.Cost(session.CostUsd, session.UnknownCostRequests)} for {UsageFormat.Things(session.Requests, "request")} ({UsageFormat.Models(session.Models)})");
        if (detail.RetentionNote is { } age)
        {
            output.WriteLine(age);
        }

        foreach (var line in SessionCosts.Lines(detail))
        {
            output.WriteLine(line);
        }

        string Tokens(long? count) => UsageFormat.Tokens(count, session.UnknownTokenRequests);
        output.WriteLine(
            $"{Tokens(session.InputTokens)} input, {Tokens(session.OutputTokens)} output, {Tokens(session.CacheReadTokens)} cache read, " +
            $"{Tokens(session.CacheWriteTokens)} cache write tokens");
        output.WriteLine(
            $"{UsageFormat.Things(detail.Prompts, "prompt")}, {UsageFormat.Things(detail.Compactions, "compaction")}, {UsageFormat.Things(detail.Errors, "error")}, " +
            FailedTries(detail));
        if (detail.UncertainPrompts > 0)
        {
            output.WriteLine($"{UsageFormat.Count(detail.UncertainPrompts)} of {UsageFormat.Things(detail.Prompts, "prompt")} told by telemetry alone, where the client's own word that a task ended counts as a prompt");
        }

        if (detail.Tools.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("tool"), new("calls", Number: true), new("failed", Number: true, Rank: 1), new("rejected", Number: true, Rank: 2), new("unfinished", Number: true, Rank: 2), new("result size", Number: true, Rank: 3)],
                [.. detail.Tools.Select(tool => (IReadOnlyList<string>)
                    [UsageFormat.Said(tool.Tool), UsageFormat.Count(tool.Calls), UsageFormat.Count(tool.Failed), UsageFormat.Count(tool.Rejected), UsageFormat.Count(tool.Unfinished), UsageFormat.Count(tool.ResultSize)])]));
        }

        if (detail.Agents.Any(static agent => agent.QueryClass != "main"))
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("agent"), new("type", Least: 16), new("requests", Number: true, Rank: 1), new("output", Number: true, Rank: 2), new("cost", Number: true)],
                [.. detail.Agents.Select(agent => (IReadOnlyList<string>)
                [
                    agent.AgentId.Length > 0 ? agent.AgentId : agent.QueryClass is "subagent" ? "(no id)" : $"({agent.QueryClass})", agent.AgentType, UsageFormat.Count(agent.Requests), UsageFormat.Tokens(agent.OutputTokens, 0),
                    Cost(agent.Requests, agent.CostUsd, agent.UnknownCostRequests),
                ])]));
        }
    }

    private static string FailedTries(SessionDetail detail) => detail is { IsFailedTriesLeast: true, FailedTries: 0 }
        ? "failed tries: not known"
        : $"{(detail.IsFailedTriesLeast ? "at least " : "")}{UsageFormat.Things(detail.FailedTries, "failed try", "failed tries")}";

    private static string Cost(long requests, decimal? cost, long unknown) => requests == 0 ? "no requests" : UsageFormat.Cost(cost, unknown);
}
