using Coxswain.Core.Sessions;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Schema 070 looks for sidechains' copies another way than 030 did, and finds the same ones.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SidechainCheckTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Same_copies_are_found_as_before(int seed)
    {
        var room = await bed.OpenAsync();
        await FillAsync(room, new Random(seed));
        var before = SchemaScript.Parse("030_sidechain_replays.sql", SqlFile.Read("Schema/030_sidechain_replays.sql")).Steps[0].Sql
            .Replace("sidechain_replays/*cluster*/", "sidechain_replays_030", StringComparison.Ordinal);
        await room.Client.ExecuteAsync(new StoreStatement("test", before), Cancel);
        try
        {
            var expected = await KeysAsync(room, "sidechain_replays_030");

            Assert.True(expected.Count > 20);
            Assert.Equal(expected, await KeysAsync(room, "sidechain_replays"));
        }
        finally
        {
            await room.Client.ExecuteAsync(new StoreStatement("test", "DROP VIEW sidechain_replays_030"), Cancel);
        }
    }

    /// <summary>Few message ids for many requests, each request told several times: by the conversation, by sidechains, by forks' files, by events, or without its message.</summary>
    private static async Task FillAsync(UsageStoreRoom room, Random random)
    {
        for (var insert = 0; insert < 4; insert++)
        {
            await room.WriteAsync([.. Enumerable.Range(0, 150).Select(_ => Told(random))]);
            await room.WriteAsync([.. Enumerable.Range(0, 10).Select(_ => UsageStoreRoom.Event($"req_{random.Next(300)}", null))]);
        }
    }

    private static RequestFact Told(Random random)
    {
        // A request is of one message; where it was told, and how much of it, varies.
        var request = random.Next(300);
        var fact = UsageStoreRoom.Fact($"req_{request}");
        return fact with
        {
            MessageId = random.Next(12) == 0 ? "" : $"msg_{request * 7 % 170}",
            Context = fact.Context with { IsSidechain = request % 3 != 0, IsCopy = random.Next(5) == 0 },
            OutputTokens = random.Next(3) * 40,
            Time = UsageStoreRoom.Noon.AddSeconds(random.Next(5)),
        };
    }

    private static Task<IReadOnlyList<string>> KeysAsync(UsageStoreRoom room, string view) => room.Client.QueryAsync(
        new StoreStatement("test", $"SELECT request_key FROM {view} ORDER BY request_key"), static row => row.GetString(0), Cancel);
}
