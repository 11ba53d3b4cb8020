using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.Opening;

namespace Coxswain.Tests.Storage.Damage;

public sealed class DetachedPartTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("otel_logs", "20261124", "2026-11-24", false, 7)]
    [InlineData("activity", "202611", "2026-11", true, 7)]
    [InlineData("api_requests", "all", "", true, 7)]
    [InlineData("price_list", "all", "", false, 0)]
    [InlineData("coxswain_store", "all", "", false, 0)]
    public void What_is_missing_and_comes_back_is_told_by_table_and_time(string table, string partition, string period, bool isReadAgain, long rows)
    {
        var record = DetachedPart.Found(table, "p_1_1_0", "Code: 40. mismatch", 7, 99, "/d/store/abc/id/p_1_1_0/", partition).ToDamage(Now, isKept: true);

        Assert.Equal((period, isReadAgain, rows), (record.Period, record.IsReadAgain, record.Rows));
        Assert.Equal("/d/store/abc/id/detached/p_1_1_0", record.Place);
        Assert.Equal(isReadAgain, record.ToDo.StartsWith(DamageMemory.ReadAgain, StringComparison.Ordinal));
    }

    [Fact]
    public void Part_set_aside_is_the_same_damage_when_it_is_listed_at_the_next_start()
    {
        var found = DetachedPart.Found("otel_logs", "p_1_1_0", "mismatch", 7, 99, "/d/store/abc/id/p_1_1_0/", "20261124");
        var listed = DetachedPart.Listed("otel_logs", "p_1_1_0", "", "/d/store/abc/id/detached/p_1_1_0", 99, 12345, "20261124");

        Assert.Equal(found.ToDamage(Now, isKept: true).Id, listed.ToDamage(Now, isKept: true).Id);
    }
}
