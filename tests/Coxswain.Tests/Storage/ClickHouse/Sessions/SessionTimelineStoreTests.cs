using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Sessions;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class SessionTimelineStoreTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the same capture counts elsewhere: its three requests cost $0.03692, it compacted once.</summary>
    [Fact]
    public async Task Session_is_told_whole_and_in_order()
    {
        var sessions = await CapturedSessions.ImportAsync(bed, "compacted-forked");
        var detail = await sessions.FindAsync("ab01ec72-f494-440b-ba87-b61b122b5bd4", Cancel);

        var moments = await ReadAsync("ab01ec72-f494-440b-ba87-b61b122b5bd4");

        Assert.Equal(0.03692m, moments.Where(static one => one.Kind == MomentKind.Request).Sum(static one => one.CostUsd));
        Assert.Equal(3, moments.Count(static one => one.Kind == MomentKind.Request));
        Assert.Equal(detail?.Prompts, moments.Count(static one => one.Kind == MomentKind.Prompt));
        Assert.Single(moments, static one => one.Kind == MomentKind.Compaction);
        Assert.Equal(moments.OrderBy(static one => one.At).Select(static one => one.At), moments.Select(static one => one.At));
    }

    [Fact]
    public async Task Fork_does_not_tell_its_origins_story_again()
    {
        await CapturedSessions.ImportAsync(bed, "compacted-forked");

        var (origin, fork) = (await ReadAsync("ab01ec72-f494-440b-ba87-b61b122b5bd4"), await ReadAsync("1b4e8177-253a-45f0-b80a-c8681416b838"));

        Assert.NotEmpty(fork);
        Assert.All(fork, one => Assert.DoesNotContain(origin, other => other.Kind == one.Kind && other.Id == one.Id && other.At == one.At && one.Kind != MomentKind.Compaction));
    }

    [Fact]
    public async Task Tools_and_subagents_are_counted_as_the_session_counts_them()
    {
        var sessions = await CapturedSessions.ImportAsync(bed, "subagent");
        var id = Assert.Single(await sessions.ListAsync(new SessionFilter("", "", null, 10), Cancel)).SessionId;
        var detail = await sessions.FindAsync(id, Cancel);

        var moments = await ReadAsync(id);

        Assert.Equal(detail?.Tools.Sum(static tool => tool.Calls), moments.Count(static one => one.Kind == MomentKind.Tool));
        Assert.Equal(detail?.Session.CostUsd, moments.Sum(static one => one.CostUsd ?? 0));
        Assert.Contains(moments, static one => one.Kind == MomentKind.Agent);
        Assert.Contains(moments, static one => one is { Kind: MomentKind.Request, Detail: "subagent" });
    }

    [Fact]
    public async Task Newest_moments_are_kept_when_there_are_too_many()
    {
        await CapturedSessions.ImportAsync(bed, "subagent");
        var id = Assert.Single(await new ClickHouseSessionStore(bed.Room.Client).ListAsync(new SessionFilter("", "", null, 10), Cancel)).SessionId;

        var all = await ReadAsync(id);

        Assert.Equal(all.Max(static one => one.At), Assert.Single(await new ClickHouseSessionTimelineStore(bed.Room.Client).ReadAsync(id, 1, Cancel)).At);
        Assert.Empty(await ReadAsync("nobody"));
    }

    /// <summary>Search is in any case, over title, id, folder and branch; the model by any spelling.</summary>
    [Theory]
    [InlineData("SESSION-1", "", true)]
    [InlineData("%", "", false)]
    [InlineData("", "anthropic.claude-opus-5-5-v1:0", true)]
    [InlineData("", "claude-haiku-5-5", false)]
    public async Task List_finds_by_text_and_model(string text, string model, bool isFound)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", null));

        var found = await new ClickHouseSessionStore(room.Client).ListAsync(new SessionFilter("", "", null, 10) { Text = text, Model = model }, Cancel);

        Assert.Equal(isFound, found.Count == 1);
        Assert.Empty(await new ClickHouseSessionStore(room.Client).ListAsync(new SessionFilter("", "", null, 10) { Until = UsageStoreRoom.Noon.AddDays(-1) }, Cancel));
    }

    private Task<IReadOnlyList<SessionMoment>> ReadAsync(string id) => new ClickHouseSessionTimelineStore(bed.Room.Client).ReadAsync(id, 10_000, Cancel);
}
