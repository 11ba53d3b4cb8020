using Coxswain.Core.Telemetry.Damage;

namespace Coxswain.Tests.Core.Telemetry.Damage;

public sealed class DamageTextTests
{
    private static readonly DamageRecord Raw = new("part:a", DateTimeOffset.UnixEpoch, "a part of table otel_logs", 1, 1, "/a", "it was damaged", "");

    [Fact]
    public void Nothing_is_said_without_damage() => Assert.Null(DamageText.Note([]));

    [Fact]
    public void Damage_of_the_exporters_tables_is_counted_and_promises_nothing() =>
        Assert.Equal("Rows may be missing: 1 piece of damage is not acknowledged: cox doctor tells which.", DamageText.Note([Raw]));

    [Fact]
    public void Damage_of_typed_tables_names_the_command_that_brings_rows_back() => Assert.Equal(
        "Rows may be missing: 2 pieces of damage are not acknowledged: cox doctor tells which. What only telemetry told comes back with: cox import clickhouse.",
        DamageText.Note([Raw, Raw with { Id = "part:b", IsInRawRows = true }]));
}
