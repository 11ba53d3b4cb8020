using Coxswain.Storage.ClickHouse.Contents;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class StoreContentsTests(SharedEngine engine, CapturedSession session) : IClassFixture<CapturedSession>
{
    [Fact]
    public async Task Contents_tell_rows_size_and_age_of_each_table()
    {
        var store = await session.GetAsync();

        var contents = await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel);

        var logs = Assert.Single(contents.Tables, table => table.Name == "otel_logs");
        Assert.Equal(("embedded engine", true, store.Options.Database), (contents.Address, contents.IsEmbedded, contents.Database));
        Assert.True(logs.Rows > 40 && logs.Bytes > 1000);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 9, 59, TimeSpan.Zero), logs.Oldest);
        Assert.NotNull(logs.Newest);
        Assert.Contains(contents.Tables, table => table is { Name: "otel_traces", Rows: 0, Oldest: null });
    }

    [Fact]
    public async Task Database_without_tables_has_no_contents()
    {
        await using var store = await TestStore.EmptyAsync(engine);
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");

        Assert.Empty((await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel)).Tables);
    }
}
