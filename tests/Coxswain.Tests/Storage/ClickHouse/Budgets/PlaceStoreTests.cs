using Coxswain.Core.Budgets.Admission;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class PlaceStoreTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Place_is_what_transcripts_tell_and_the_user_what_telemetry_tells()
    {
        var room = await bed.OpenAsync();
        foreach (var batch in CapturedTranscripts.Files("tools-json").SelectMany(static file => TranscriptReading.File(file)))
        {
            await room.WriteAsync(batch);
        }

        var session = (await room.OnlyRowAsync()).Key;
        var store = new ClickHousePlaceStore(room.Client);
        var place = await store.ReadPlaceAsync(session, Cancel);
        Assert.True(Path.IsPathRooted(place.Project), place.ToString());
        Assert.Equal("", place.User);

        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.1, ("session.id", session), ("user.id", "user-7")));
        Assert.Equal(place with { User = "user-7" }, await store.ReadPlaceAsync(session, Cancel));
        Assert.Equal(SessionPlace.Unknown, await store.ReadPlaceAsync("nobody-knows", Cancel));
    }

    [Fact]
    public async Task Calls_that_a_client_told_of_are_found_by_its_own_ids()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.1, ("client_request_id", "c-1")), UsageStoreRoom.Event("req_2", 0.1, ("client_request_id", "c-2")));
        var store = new ClickHousePlaceStore(room.Client);

        Assert.Equal(["c-1"], await store.ReadToldAsync(["c-1", "c-9"], UsageStoreRoom.Noon.AddHours(-1), Cancel));
        Assert.Empty(await store.ReadToldAsync(["c-1"], UsageStoreRoom.Noon.AddHours(1), Cancel));
        Assert.Empty(await store.ReadToldAsync([], UsageStoreRoom.Noon, Cancel));
    }
}
