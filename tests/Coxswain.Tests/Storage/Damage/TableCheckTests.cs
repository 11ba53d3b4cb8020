using Coxswain.Storage.Damage;

namespace Coxswain.Tests.Storage.Damage;

public sealed class TableCheckTests(EngineToDamage engine) : IClassFixture<EngineToDamage>
{
    [Fact]
    public async Task Flipped_byte_in_a_column_nobody_reads_is_found_and_the_part_set_aside()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("rotten", isWide: true);
        await store.CreateAsync("sound", isWide: false);
        await store.DamageAsync("rotten", "text.bin", "flip");
        Assert.Equal(["55"], await store.ReadAsync("SELECT toString(sum(id)) FROM rotten"));
        Assert.Empty(store.Log.ReadOpen());
        var bytes = long.Parse((await store.PlainAsync("SELECT toString(sum(bytes_on_disk)) FROM system.parts WHERE active AND database = currentDatabase()"))[0], System.Globalization.CultureInfo.InvariantCulture);
        var steps = new Noted();

        var end = await store.Check.RunAsync(steps, TestContext.Current.CancellationToken);

        Assert.Equal(new TableCheckProgress("sound", 2, 4, 4, 1, 0, 0, bytes, bytes, bytes), end);
        Assert.Equal([1, 2, 3, 4], steps.Seen.Select(static step => step.PartsDone));
        Assert.Equal(bytes, steps.Seen[^1].BytesDone);
        Assert.Equal("a part of table rotten", Assert.Single(store.Log.ReadOpen()).What);
        Assert.Equal(["40"], await store.ReadAsync("SELECT toString(sum(id)) FROM rotten"));
        Assert.Equal((3, 0), await AgainAsync(store));
    }

    [Fact]
    public async Task Part_that_was_taken_away_meanwhile_is_counted_as_not_read()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("shrinking", isWide: true);
        // At the first step the list of parts is read already.
        var steps = new Noted { Once = () => store.ExecuteAsync("ALTER TABLE shrinking DROP PARTITION '2026-11-25'").GetAwaiter().GetResult() };

        var end = await store.Check.RunAsync(steps, TestContext.Current.CancellationToken);

        Assert.Equal((2, 1, 0), (end.PartsDone, end.PartsGone, end.PartsDamaged));
        Assert.True(end.BytesRead < end.BytesDone && end.BytesDone == end.Bytes);
    }

    private static async Task<(int Parts, int Damaged)> AgainAsync(DamagedStore store)
    {
        var end = await store.Check.RunAsync(null, TestContext.Current.CancellationToken);
        return (end.Parts, end.PartsDamaged);
    }

    private sealed class Noted : IProgress<TableCheckProgress>
    {
        public List<TableCheckProgress> Seen { get; } = [];

        /// <summary>Done at the first step.</summary>
        public Action? Once { get; set; }

        public void Report(TableCheckProgress value)
        {
            Seen.Add(value);
            Once?.Invoke();
            Once = null;
        }
    }
}
