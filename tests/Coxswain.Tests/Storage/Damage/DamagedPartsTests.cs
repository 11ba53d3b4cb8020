using Coxswain.Storage;

namespace Coxswain.Tests.Storage.Damage;

/// <summary>Damaged files of the real engine's parts, one kind after the other.</summary>
public sealed class DamagedPartsTests(EngineToDamage engine) : IClassFixture<EngineToDamage>
{
    private const string RowsSixToTen = "40 w";

    [Theory]
    [InlineData(true, "text.bin")]
    [InlineData(true, "word.dict.bin")]
    [InlineData(true, "text.cmrk2")]
    [InlineData(false, "data.bin")]
    [InlineData(false, "data.cmrk4")]
    public async Task Query_over_a_damaged_file_is_answered_from_the_rest_and_the_part_is_kept(bool isWide, string file)
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        foreach (var how in new[] { "flip", "truncate", "delete" })
        {
            await store.CreateAsync(how, isWide);
            var part = await store.DamageAsync(how, file, how);

            Assert.Equal(RowsSixToTen, await store.SumAsync(how));

            var record = Assert.Single(store.Log.ReadOpen(), record => record.What == $"a part of table {how}");
            var kept = Path.Combine(Path.GetDirectoryName(part)!, "detached", Path.GetFileName(part));
            Assert.Equal((5, "2026-11-24", kept, "was set aside"), (record.Rows, record.Period, record.Place, record.Happened));
            Assert.Equal(how != "delete", File.Exists(Path.Combine(kept, file)));
            Assert.True(File.Exists(Path.Combine(kept, "columns.txt")));
        }
    }

    [Fact]
    public async Task Part_whose_folder_was_deleted_is_gone_and_the_rest_can_be_read()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("gone", isWide: false);
        var part = await store.DamageAsync("gone", "data.bin", "delete");
        Directory.Delete(part, recursive: true);

        Assert.Equal(RowsSixToTen, await store.SumAsync("gone"));

        var record = Assert.Single(store.Log.ReadOpen());
        Assert.Equal((5, "", "is gone", null), (record.Rows, record.Place, record.Happened, record.Bytes));
    }

    [Fact]
    public async Task Many_queries_over_one_damaged_part_are_all_answered_and_it_is_told_once()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("busy", isWide: true);
        await store.CreateAsync("sound", isWide: true);
        await store.DamageAsync("busy", "text.bin", "flip");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SumAsync("busy")));

        Assert.All(answers, static answer => Assert.Equal(RowsSixToTen, answer));
        Assert.Single(store.Log.ReadOpen());
        Assert.Equal("55 w", await store.SumAsync("sound"));
        Assert.Empty(await store.PlainAsync("SELECT name FROM system.detached_parts WHERE database = currentDatabase() AND table = 'sound'"));
    }

    [Fact]
    public async Task Query_that_fails_for_another_reason_has_nothing_set_aside()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("fine", isWide: true);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ReadAsync("SELECT toString(id) FROM fine ORDER BY cityHash64(repeat(text, 1000)), repeat(text, 100000) SETTINGS max_memory_usage = 1000000"));
        await Assert.ThrowsAsync<StoreRejectedException>(() => store.ReadAsync("SELECT toString(throwIf(id > 2, 'store/000/00000000-0000-0000-0000-000000000000/all_1_1_0/')) FROM fine"));

        Assert.Empty(store.Log.ReadOpen());
        Assert.Equal("55 w", await store.SumAsync("fine"));
    }

    [Fact]
    public async Task Damage_that_only_a_merge_meets_is_found_by_the_engines_count_of_errors()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("merging", isWide: true);
        await store.ExecuteAsync("INSERT INTO merging SELECT 11, 'w', 'x', toDateTime('2026-11-24 10:00:00')");
        await store.Parts.LookAsync(1, TestContext.Current.CancellationToken);
        await store.DamageAsync("merging", "text.bin", "flip");
        await Assert.ThrowsAsync<StoreRejectedException>(() => store.ExecuteAsync("OPTIMIZE TABLE merging PARTITION '2026-11-24' FINAL"));
        store.Clock.Advance(TimeSpan.FromDays(2));

        await store.Parts.LookAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal("a part of table merging", Assert.Single(store.Log.ReadOpen()).What);
        Assert.Equal("51 w", await store.SumAsync("merging"));
    }

    [Fact]
    public async Task Tables_are_not_checked_again_at_once_when_a_check_found_nothing()
    {
        await using var store = await DamagedStore.OpenAsync(engine.Process);
        await store.CreateAsync("quiet", isWide: true);
        await store.Parts.LookAsync(1, TestContext.Current.CancellationToken);
        store.Clock.Advance(TimeSpan.FromDays(2));
        await AnswerNonsenseAsync(store);
        await store.Parts.LookAsync(2, TestContext.Current.CancellationToken);

        await store.DamageAsync("quiet", "text.bin", "flip");
        await AnswerNonsenseAsync(store);
        await store.Parts.LookAsync(3, TestContext.Current.CancellationToken);
        Assert.Empty(store.Log.ReadOpen());

        store.Clock.Advance(TimeSpan.FromDays(2));
        await store.Parts.LookAsync(3, TestContext.Current.CancellationToken);
        Assert.Single(store.Log.ReadOpen());
    }

    // Counted as CANNOT_READ_ALL_DATA, which damaged files have too.
    private static Task<StoreRejectedException> AnswerNonsenseAsync(DamagedStore store) =>
        Assert.ThrowsAsync<StoreRejectedException>(() => store.PlainAsync("SELECT * FROM format(RowBinary, 'a UInt64', 'x')"));
}
