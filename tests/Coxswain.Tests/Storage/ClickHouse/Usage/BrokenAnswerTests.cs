using System.Globalization;
using Coxswain.Gateway.Observing;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Sessions;
using static Coxswain.Tests.Storage.ClickHouse.Usage.SeenCalls;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What an answer cost that broke off counts once: in the client's own figure where that has it, else as what the gateway saw.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class BrokenAnswerTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Claude Code begins again with a stream: its figure for the answer that came in the end has the cost of what broke off in it.</summary>
    [Theory]
    [InlineData("Broken", "be")]
    [InlineData("Failed", "eb")]
    [InlineData("ClientGone", "be")]
    public async Task Answer_that_broke_off_is_not_counted_beside_a_figure_of_the_client_that_has_it(string end, string order)
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c2", "req_2", Sdk) with { End = Enum.Parse<CallEnd>(end) });
        await WriteAsync(room, After(1, Call("c3", "req_3", Claude)));
        foreach (var step in order)
        {
            await (step == 'b'
                ? WriteAsync(room, Call("c1", "req_1", Claude) with { End = Enum.Parse<CallEnd>(end) })
                : room.WriteAsync(UsageStoreRoom.Event("req_3", (double)(Cost + Cost))));
        }

        Assert.Equal([("req_2", Cost), ("req_3", Cost + Cost)], (await room.RequestsAsync()).Select(static request => (request.Key, request.Counts)));
    }

    /// <summary>It begins again without a stream: its figure is that of the last answer alone.</summary>
    [Theory]
    [InlineData("Broken", "be")]
    [InlineData("Failed", "eb")]
    [InlineData("ClientGone", "be")]
    public async Task Answer_that_broke_off_counts_where_no_figure_of_the_client_has_it(string end, string order)
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, After(1, Call("c3", "req_3", Claude)));
        foreach (var step in order)
        {
            await (step == 'b' ? WriteAsync(room, Call("c1", "req_1", Claude) with { End = Enum.Parse<CallEnd>(end) }) : room.WriteAsync(UsageStoreRoom.Event("req_3", (double)Cost)));
        }

        Assert.Equal([("req_1", Cost), ("req_3", Cost)], (await room.RequestsAsync()).Select(static request => (request.Key, request.Counts)));
    }

    /// <summary>Of four answers that broke off before one that came, the client's figure has some; half of one's cost is where it is taken to be in it.</summary>
    [Theory]
    [InlineData(1.0, 4)]
    [InlineData(1.4, 4)]
    [InlineData(1.6, 3)]
    [InlineData(3.4, 2)]
    [InlineData(4.4, 1)]
    [InlineData(4.6, 0)]
    [InlineData(5.0, 0)]
    public async Task As_many_broken_answers_count_as_the_clients_figure_lacks(double told, int counted)
    {
        var room = await bed.OpenAsync();
        for (var i = 0; i < 4; i++)
        {
            // Written twice, as after an answer of the outbox that was lost.
            await WriteAsync(room, After(i, Call($"c{i}", $"req_{i}", Claude) with { End = CallEnd.Broken }));
            await WriteAsync(room, After(i, Call($"c{i}", $"req_{i}", Claude) with { End = CallEnd.Broken }));
        }

        await WriteAsync(room, After(9, Call("c9", "req_9", Claude)));
        await room.WriteAsync(UsageStoreRoom.Event("req_9", told * (double)Cost));

        Assert.Equal([.. Enumerable.Range(4 - counted, counted).Select(static i => $"req_{i}"), "req_9"], (await room.RequestsAsync()).Select(static request => request.Key));
    }

    [Theory]
    [InlineData("session-2", "", "prompt-1", "main")]
    [InlineData("session-1", "agent-1", "prompt-1", "main")]
    [InlineData("session-1", "", "prompt-2", "main")]
    [InlineData("session-1", "", "prompt-1", "auxiliary")]
    public async Task Figure_for_an_answer_to_something_else_says_nothing_of_a_broken_one(string session, string agent, string prompt, string kind)
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_1", Claude) with { End = CallEnd.Broken });
        await WriteAsync(room, After(1, Call("c3", "req_3", Claude with { SessionId = session, AgentId = agent, PromptId = prompt, RequestClass = kind })));
        await room.WriteAsync(UsageStoreRoom.Event("req_3", (double)(Cost + Cost)));

        Assert.Equal(["req_1", "req_3"], (await room.RequestsAsync()).Select(static request => request.Key));
    }

    /// <summary>The client prices the model it asked for, so that its figure differs by that alone.</summary>
    [Fact]
    public async Task Figure_for_another_models_answer_says_nothing_of_a_broken_one()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_1", Claude) with { End = CallEnd.Broken });
        await WriteAsync(room, After(1, Call("c3", "req_3", Claude) with { Model = "claude-haiku-5-5" }));
        await room.WriteAsync(UsageStoreRoom.Event("req_3", (double)(Cost + Cost)));

        Assert.Equal(["req_1", "req_3"], (await room.RequestsAsync()).Select(static request => request.Key));
    }

    [Fact]
    public async Task Broken_answer_without_a_request_id_is_left_to_a_client_that_tells_of_its_session()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "", Claude) with { End = CallEnd.Broken });
        Assert.Equal(["gateway:c1"], (await room.RequestsAsync()).Select(static request => request.Key));

        await room.WriteAsync(UsageStoreRoom.Event("req_3", (double)Cost));

        Assert.Equal(["req_3"], (await room.RequestsAsync()).Select(static request => request.Key));
    }

    /// <summary>The client's total has the figures it told. An answer it was stopped in is in it or not; of one that broke off before another came it is known not to be.</summary>
    [Theory]
    [InlineData("Broken", true, 0.01232, 0, 0)]
    [InlineData("Broken", true, 0.02, 0.00768, 0)]
    [InlineData("Broken", true, 0.001, 0, 0.01132)]
    [InlineData("ClientGone", false, 0.01232, 0, 0)]
    [InlineData("ClientGone", false, 0.02464, 0, 0)]
    [InlineData("ClientGone", false, 0.03, 0.00536, 0)]
    public async Task Clients_total_is_compared_with_what_it_can_have(string end, bool isFollowed, double told, double unexplained, double overcounted)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event(isFollowed ? "req_3" : "req_0", (double)Cost));
        await WriteAsync(room, Call("c1", "req_1", Claude) with { End = Enum.Parse<CallEnd>(end) });
        await WriteAsync(room, isFollowed ? After(1, Call("c3", "req_3", Claude)) : After(-1, Call("c0", "req_0", Claude)));
        await room.Client.ExecuteAsync(
            new StoreStatement("test", string.Create(CultureInfo.InvariantCulture, $"INSERT INTO session_costs (session_id, seen_at, total_cost_usd) VALUES ('session-1', toDateTime64('2030-01-01 00:00:00', 3, 'UTC'), {told})")), Cancel);

        var total = (await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!.ClientTotal!;

        Assert.Equal(((decimal)unexplained, (decimal)overcounted), (Math.Round(total.UnexplainedUsd!.Value, 9), Math.Round(total.OvercountedUsd, 9)));
        Assert.Equal(2 * Cost, (await room.OnlyRowAsync()).Totals.CostUsd);
    }
}
