using Coxswain.Core.Ratings;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Ratings;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Ratings;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class RatingStoreTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_of_each_session_counts_and_an_undone_one_gives_way_to_the_one_before()
    {
        var room = await bed.OpenAsync();
        var store = new ClickHouseRatingStore(room.Client);
        await room.WriteAsync(Rating(1, "a", "s1", ("score", "2")), Rating(2, "b", "s1", ("score", "5"), ("note", "well done")), Rating(3, "c", "s2", ("score", "3")));

        var before = await store.ReadAsync("", "", null, 10, Cancel);
        await room.WriteAsync(Rating(4, "d", "s1", ("undoes", "b")));
        var after = await store.ReadAsync("", "", null, 10, Cancel);

        Assert.Equal([("c", "s2", 3, ""), ("b", "s1", 5, "well done")], before.Select(one => (one.Id, one.SessionId, one.Score, one.Note)));
        Assert.Equal([("c", "s2", 3), ("a", "s1", 2)], after.Select(one => (one.Id, one.SessionId, one.Score)));
        Assert.Equal(("cli", UsageStoreRoom.Noon.AddMinutes(3)), (after[0].Through, after[0].Time));
    }

    [Fact]
    public async Task Session_project_and_time_narrow_what_is_read_and_nonsense_is_no_rating()
    {
        var room = await bed.OpenAsync();
        var store = new ClickHouseRatingStore(room.Client);
        await room.WriteAsync(UsageStoreRoom.Fact("r1"));
        await room.WriteAsync(
            Rating(1, "a", "session-1", ("score", "2")), Rating(2, "b", "elsewhere", ("score", "4")), Rating(3, "x", "s3", ("score", "9")), Rating(4, "y", "s4", ("score", "no")), Rating(5, "z", "s5"));

        Assert.Equal(["b", "a"], (await store.ReadAsync("", "", null, 10, Cancel)).Select(one => one.Id));
        Assert.Equal(["b"], (await store.ReadAsync("elsewhere", "", null, 10, Cancel)).Select(one => one.Id));
        Assert.Equal(["b"], (await store.ReadAsync("", "", UsageStoreRoom.Noon.AddSeconds(90), 10, Cancel)).Select(one => one.Id));
        Assert.Equal(["b"], (await store.ReadAsync("", "", null, 1, Cancel)).Select(one => one.Id));
    }

    [Fact]
    public async Task Surveys_count_once_for_each_time_they_were_shown()
    {
        var room = await bed.OpenAsync();
        var store = new ClickHouseRatingStore(room.Client);
        await room.WriteAsync(
            Survey(1, "one", "appeared"), Survey(2, "one", "responded", ("response", "good")), Survey(3, "one", "transcript_prompt_appeared"),
            Survey(4, "two", "appeared"), Survey(5, "two", "responded", ("response", "dismissed")),
            Survey(6, "three", "appeared"), Survey(7, "three", "abandoned"),
            Survey(8, "four", "appeared"), Survey(9, "five", "appeared"), Survey(10, "five", "responded", ("response", "good")));

        var answers = await store.ReadSurveysAsync("", "", null, Cancel);

        Assert.Equal([("good", 2L), ("abandoned", 1L), ("dismissed", 1L), ("unanswered", 1L)], answers.Select(one => (one.Answer, one.Times)));
        var report = new RatingReport(default, null, "", "", RatingSummary.Of([]), [], false, answers);
        Assert.Equal((5, 2), (report.SurveysShown, report.SurveysAnswered));
        Assert.Empty(await store.ReadSurveysAsync("other", "", null, Cancel));
    }

    private static LogRecord Rating(int minute, string id, string session, params (string Key, string Value)[] said) => new(
        TelemetryOrigin.Own("coxswain.ratings", "1.0"), LogRecord.Nanoseconds(UsageStoreRoom.Noon.AddMinutes(minute)), "", "", 0, "", 0, SessionRating.EventName, SessionRating.EventName,
        [.. said.Concat([("rating.id", id), ("session.id", session), ("through", "cli")]).OrderBy(one => one.Item1, StringComparer.Ordinal).Select(one => new KeyValue(one.Item1, one.Item2))]);

    private static LogRecord Survey(int sequence, string appearance, string type, params (string Key, string Value)[] said)
    {
        var record = UsageStoreRoom.Event(
            "", null, [("event.name", "feedback_survey"), ("appearance_id", appearance), ("event_type", type), ("survey_type", "session"), ("event.sequence", $"{sequence}"), .. said]);
        return record with { Body = "claude_code.feedback_survey", TimestampNs = record.TimestampNs + (sequence * 1_000_000_000L) };
    }
}
