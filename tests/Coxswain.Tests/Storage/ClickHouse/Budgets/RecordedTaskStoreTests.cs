using System.Globalization;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class RecordedTaskStoreTests(UsageStoreBed bed)
{
    private static readonly DateTimeOffset Noon = UsageStoreRoom.Noon;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// By hand from the file: one prompt; Grep, Read, Edit of the same file, Bash, and Read of a file that is not there; six answers of 120 + 5,000 read + 2,000 written
    /// tokens, five of 40 given and one of 42, at $4, $0.20, $5 and $20 the million.
    /// </summary>
    [Fact]
    public async Task Captured_prompt_is_one_task_with_its_tools_files_and_failures()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, "tools-json");

        var task = Assert.Single(await ReadAsync(room));

        Assert.Equal(("claude-opus-5-5", 1, 7120L, 2), (task.Model, task.ModelShare, task.Features.PromptTokens, task.Features.Files));
        Assert.Equal(((6 * ((120 * 4m) + (5000 * 0.2m) + (2000 * 5m))) + (242 * 20m)) / 1_000_000, task.CostUsd);
        Assert.Equal(["Bash", "Edit", "Grep", "Read"], task.Features.Tools);
        Assert.Null(task.Features.Terms);
        Assert.Equal((5, 1, 0, 0, 0, false), (task.Trail!.Calls, task.Trail.Failures, task.Trail.Repeats, task.RepeatedRequests, task.Trail.Undone, task.Trail.KnowsEdits));
        var label = Assert.Single(TaskHistory.Of([task], TaskPrior.Shipped(), task.Ended.AddDays(1)).Tasks).Outcome!;
        // 1 of 5 calls failed: 3.0 - 3.0 / 5.
        Assert.Equal(1 / (1 + Math.Exp(-2.4)), label.Success, 9);
        Assert.Equal(["tool failures: 1 of 5"], label.Evidence);
    }

    /// <summary>By hand: two answers of 40 tokens and one of 42. The subagent's own answer, and the one to the notice that it was done, are not in it.</summary>
    [Fact]
    public async Task Work_of_a_subagent_is_not_the_main_conversations()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, "subagent");

        var task = Assert.Single(await ReadAsync(room));

        Assert.Contains("Agent", task.Features.Tools ?? []);
        Assert.Equal((3 * 0.01148m) + (122 * 0.00002m), task.CostUsd);
        Assert.Equal([("main", 4), ("subagent", 1)], (await room.RequestsAsync()).GroupBy(static request => request.QueryClass).Select(static group => (group.Key, group.Count())).OrderBy(static one => one.Key));
    }

    [Fact]
    public async Task Telemetry_tells_words_edits_taken_back_and_refusals()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("req_1", null),
            Event("user_prompt", 0, ("prompt", "fix the parser")),
            Edit(1, "toolu_1", "one", "two"),
            Edit(2, "toolu_2", "three", "four"),
            Edit(3, "toolu_3", "two", "one"),
            Event("tool_decision", 4, ("tool_use_id", "toolu_4"), ("tool_name", "Write"), ("decision", "reject"), ("source", "user_reject"), ("tool_input", "{}")),
            Event("tool_result", 5, ("tool_use_id", "toolu_5"), ("tool_name", "Bash"), ("success", "true"), ("tool_parameters", """{"full_command":"cd shop && git reset --hard"}""")));

        var task = Assert.Single(await ReadAsync(room));

        Assert.Equal(TaskFeatures.Of("fix the parser").Terms, task.Features.Terms);
        Assert.Equal((5, 2, 1, true), (task.Trail!.Calls, task.Trail.Undone, task.Trail.Rejections, task.Trail.KnowsEdits));
        Assert.Empty(task.Trail.Edits);
    }

    [Fact]
    public async Task Task_only_the_gateway_told_of_has_no_tools_instead_of_none()
    {
        var room = await bed.OpenAsync();
        await SeenCalls.WriteAsync(room, SeenCalls.Call("call-1", "req_1", SeenCalls.Claude));
        var seen = Assert.Single(await ReadAsync(room));
        await room.WriteAsync(UsageStoreRoom.Event("req_1", null));
        var told = Assert.Single(await ReadAsync(room));

        Assert.Equal((null, null, null, SeenCalls.Cost), (seen.Trail, seen.Features.Tools, seen.RepeatedRequests, seen.CostUsd));
        Assert.Equal((0, 0), (told.Features.Tools?.Count, told.RepeatedRequests));
    }

    [Fact]
    public async Task Interrupt_is_told_by_transcripts_without_text_and_notices_are_no_tasks()
    {
        var room = await bed.OpenAsync();
        var context = UsageStoreRoom.Fact("a").Context;
        await room.WriteAsync(new TranscriptBatch
        {
            Cursor = new TranscriptCursor("file", 0, 0, ""),
            Requests = [UsageStoreRoom.Fact("a"), UsageStoreRoom.Fact("b") with { PromptId = "prompt-2" }],
            Prompts =
            [
                new PromptFact(context, "prompt-1", "u1", Noon, 20, null, "", "", "typed"),
                new PromptFact(context, "prompt-1", "u2", Noon.AddSeconds(9), 30, null, "", "", PromptFact.Interrupt),
                new PromptFact(context, "prompt-2", "u3", Noon.AddMinutes(1), 30, null, "", "", "task-notification"),
            ],
            ApiErrors =
            [
                new ApiErrorFact(context, "e1", "", Noon, "overloaded_error", 529, "prompt-1", IsFinal: false, 1, 500),
                new ApiErrorFact(context, "e2", "", Noon, "overloaded_error", 529, "prompt-1", IsFinal: false, 2, 500),
            ],
        });

        var task = Assert.Single(await ReadAsync(room));

        Assert.Equal((true, 2, null), (task.IsInterrupted, task.RepeatedRequests, task.Features.Terms));
    }

    /// <summary>A hundred sessions of drawn prompts: whatever the bound, the newest come, each once, in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(1000)]
    public async Task Bound_keeps_the_newest_prompts_in_order(int most)
    {
        var room = await bed.OpenAsync();
        var random = new Random(20261126);
        var facts = Enumerable.Range(0, 300).Select(i => UsageStoreRoom.Fact("r" + i) with
        {
            Context = UsageStoreRoom.Fact("r").Context with { SessionId = "s" + (i / 3) },
            PromptId = "p" + i,
            Time = Noon.AddMinutes(i),
            Model = random.Next(2) == 0 ? "claude-opus-5-5" : "claude-haiku-5-5",
        }).ToList();
        await room.WriteAsync([.. facts.OrderBy(_ => random.Next())]);

        var tasks = await ReadAsync(room, most);

        Assert.Equal(
            facts.TakeLast(most).OrderBy(static fact => fact.Context.SessionId, StringComparer.Ordinal).ThenBy(static fact => fact.Time).Select(static fact => (fact.Context.SessionId, fact.Time, fact.Model)),
            tasks.Select(static task => (task.SessionId, task.Started, task.Model)));
        Assert.Empty(await new ClickHouseRecordedTaskStore(room.Client).ReadAsync(Noon.AddDays(1), most, Cancel));
    }

    private static Task<IReadOnlyList<RecordedTask>> ReadAsync(UsageStoreRoom room, int most = 100) => new ClickHouseRecordedTaskStore(room.Client).ReadAsync(DateTimeOffset.UnixEpoch, most, Cancel);

    private static async Task WriteAsync(UsageStoreRoom room, string capture)
    {
        foreach (var batch in CapturedTranscripts.Files(capture).SelectMany(static file => TranscriptReading.File(file)))
        {
            await room.WriteAsync(batch);
        }
    }

    private static LogRecord Edit(int second, string id, string before, string after) => Event(
        "tool_result", second, ("tool_use_id", id), ("tool_name", "Edit"), ("success", "true"), ("tool_input", $$"""{"file_path":"/home/dev/shop/a.js","old_string":"{{before}}","new_string":"{{after}}"}"""));

    private static LogRecord Event(string name, int second, params (string Key, string Value)[] attributes)
    {
        var one = UsageStoreRoom.Event("", null, [("event.name", name), ("event.sequence", second.ToString(CultureInfo.InvariantCulture)), .. attributes]);
        return new LogRecord(one.Origin, Noon.AddSeconds(second).ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "", 0, "claude_code." + name, "", one.Attributes);
    }
}
