using Coxswain.Core.Sessions;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Tests.Core.Sessions.Reading;

public sealed class CapturedTranscriptTests
{
    [Fact]
    public void Requests_of_a_real_session_have_all_their_counts_and_words()
    {
        var batch = Read("tools-json");

        Assert.Equal(6, batch.Requests.Count);
        var first = batch.Requests[0];
        Assert.Equal(("req_1", "msg_1", "claude-opus-5-5", "claude-opus-5-5"), (first.RequestKey, first.MessageId, first.Model, first.RequestedModel));
        Assert.Equal((120, 40, 5000, 2000, 0), (first.InputTokens, first.OutputTokens, first.CacheReadTokens, first.CacheWrite5mTokens, first.CacheWrite1hTokens));
        Assert.Equal(("medium", "sdk", "standard", "standard", "tool_use"), (first.Effort, first.QuerySource, first.Speed, first.ServiceTier, first.StopReason));
        Assert.Equal("9da0acbf-6570-4578-aad5-1c1f617c3ebf", first.PromptId);
        Assert.Equal(64, first.ShapeHash.Length);
        Assert.Equal(("cf8b0516-f435-4752-bdcb-e8b2e3aafe06", "/home/dev/shop", "master", "2.1.330", "sdk-cli", "", false, false), (
            first.Context.SessionId, first.Context.Project, first.Context.Branch, first.Context.Version, first.Context.Entrypoint, first.Context.AgentId,
            first.Context.IsSidechain, first.Context.IsCopy));
        Assert.Equal(0, batch.DamagedLines);
        Assert.Empty(batch.UnknownLineTypes);
    }

    [Fact]
    public void Tool_calls_have_the_sizes_the_client_reports_by_telemetry()
    {
        var calls = Read("tools-json").ToolCalls;

        Assert.Equal([39, 42, 135, 49, 42], calls.Where(call => call.CalledAt is not null).Select(call => call.InputBytes));
        Assert.Equal([24, 111, 132, 14], calls.Where(call => call.Success == true).Select(call => call.ResultBytes));
        Assert.Equal("toolu_5", Assert.Single(calls, call => call.Success == false).ToolUseId);
        Assert.Equal(
            [".", "/home/dev/shop/src/auth.js", "/home/dev/shop/src/auth.js", "", "/home/dev/shop/missing.txt"],
            calls.Where(call => call.CalledAt is not null).Select(call => call.Target));
        Assert.All(calls.Where(call => call.FinishedAt is not null), call => Assert.Equal(("accept", "config"), (call.Decision, call.DecisionSource)));
    }

    [Fact]
    public void Prompt_keeps_its_length_and_not_its_text()
    {
        var prompt = Assert.Single(Read("tools-json").Prompts);

        Assert.Equal((36, null, "sdk"), (prompt.LengthChars, prompt.Text, prompt.Source));
    }

    [Fact]
    public void Subagent_file_tells_its_agent_and_parent_session()
    {
        var batches = CapturedTranscripts.Files("subagent").Select(path => Assert.Single(TranscriptReading.File(path))).ToList();

        var sub = Assert.Single(batches, batch => batch.Requests is [{ Context.AgentId: "a66b176954f7d5c01" }]);
        var request = sub.Requests[0];
        Assert.Equal(("578218f9-82db-429a-8a84-c622cc0a3396", true, "agent:builtin:Explore"), (request.Context.SessionId, request.Context.IsSidechain, request.QuerySource));
        Assert.Empty(sub.Prompts);
        var main = Assert.Single(batches, batch => batch.Requests.Count == 4);
        Assert.Equal(["sdk", "task-notification"], main.Prompts.Select(prompt => prompt.Source));
        Assert.Equal(0.06151999999999999m, Assert.Single(main.SessionCosts).TotalCostUsd);
        Assert.Equal(5 * 120, sub.Requests.Concat(main.Requests).Sum(item => item.InputTokens));
    }

    [Fact]
    public void Errors_are_errors_and_no_requests()
    {
        var overloaded = Read("overloaded-exhausted");
        var tooLong = Read("prompt-too-long");

        Assert.Empty(overloaded.Requests);
        Assert.Empty(tooLong.Requests);
        Assert.Equal(
            [(false, 1, 529, "req_e1"), (false, 2, 529, "req_e3"), (true, 0, 529, "req_e5")],
            overloaded.ApiErrors.Select(error => (error.IsFinal, error.Attempt, error.StatusCode ?? 0, error.RequestId)));
        var final = Assert.Single(tooLong.ApiErrors);
        Assert.Equal(("invalid_request_error", 400, true), (final.ErrorType, final.StatusCode, final.IsFinal));
    }

    [Fact]
    public void Fork_of_a_compacted_session_owns_only_its_own_requests()
    {
        var batches = CapturedTranscripts.Files("compacted-forked").Select(path => Assert.Single(TranscriptReading.File(path))).ToList();

        const string Original = "ab01ec72-f494-440b-ba87-b61b122b5bd4";
        const string Fork = "1b4e8177-253a-45f0-b80a-c8681416b838";
        var requests = batches.SelectMany(batch => batch.Requests).ToList();
        Assert.Equal(
            [("req_1", Original, false), ("req_11", Fork, false), ("req_2", Original, false), ("req_8", Original, false), ("req_8", Original, true)],
            requests.Select(item => (item.RequestKey, item.Context.SessionId, item.Context.IsCopy)).Order());
        Assert.Equal(2, batches.SelectMany(batch => batch.Compactions).Count());
        Assert.Single(batches.SelectMany(batch => batch.Compactions), item => item is { Context.SessionId: Original, Trigger: "manual", PreTokens: 7162, PostTokens: 2663, DurationMs: 56 });
        Assert.Equal(("My session name", 3), Assert.Single(batches.SelectMany(batch => batch.Sessions), item => item.Context.SessionId == Fork) is var fork ? (fork.Title, fork.TitleRank) : default);
        Assert.Equal((Original, fork.LastSeen > fork.CopiedUntil), (fork.OriginSessionId, true));
        Assert.Equal("/compact", Assert.Single(batches.SelectMany(batch => batch.Prompts), prompt => prompt.Command.Length > 0 && prompt.Context.SessionId == Original).Command);
    }

    [Fact]
    public void Request_shape_lists_tools_and_sizes_without_text()
    {
        var shape = Read("tools-json").Shapes[0];

        Assert.Contains("Grep", shape.Tools);
        Assert.Equal(2, shape.SystemBlocks);
        Assert.True(shape.ToolsBytes > 0);
    }

    private static TranscriptBatch Read(string capture) => Assert.Single(TranscriptReading.File(Assert.Single(CapturedTranscripts.Files(capture))));
}
