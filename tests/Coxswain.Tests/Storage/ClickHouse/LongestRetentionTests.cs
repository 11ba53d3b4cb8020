using Coxswain.Storage.ClickHouse;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class LongestRetentionTests
{
    [Theory]
    [InlineData(400, "", "", 400)]
    [InlineData(30, "otel_logs=90, otel_traces=7", "", 90)]
    [InlineData(30, "otel_traces=0", "", null)]
    [InlineData(0, "otel_traces=7", "", null)]
    [InlineData(400, "", "db.example", null)]
    public void What_no_table_keeps_is_known_of_our_own_store_only(int days, string tables, string host, int? longest) =>
        Assert.Equal(longest is { } known ? TimeSpan.FromDays(known) : null, new StoreOptions { RetentionDays = days, Retention = tables, Host = host }.LongestRetention);
}
