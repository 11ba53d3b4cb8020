using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>What rows are made of beyond single values.</summary>
internal static class RowWriterColumns
{
    // 2299-12-31, as the tables' default.
    private const long NoTimeMs = 10_413_705_600_000;

    private const decimal LargestUsd = 1_000_000_000_000m;

    /// <summary>An array column with one element per item.</summary>
    public static void Column<T>(this RowWriter writer, IReadOnlyList<T> items, Action<RowWriter, T> write)
    {
        writer.Count(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            write(writer, items[i]);
        }
    }

    /// <summary><c>Nullable(UInt64)</c>; a negative count is no count.</summary>
    public static void Tokens(this RowWriter writer, long? value)
    {
        writer.Boolean(value is null or < 0);
        if (value >= 0)
        {
            writer.UInt64((ulong)value);
        }
    }

    /// <summary><c>Nullable(UInt8)</c>.</summary>
    public static void FlagOrNull(this RowWriter writer, bool? value)
    {
        writer.Boolean(value is null);
        if (value is { } known)
        {
            writer.Boolean(known);
        }
    }

    /// <summary><c>Nullable(String)</c>.</summary>
    public static void TextOrNull(this RowWriter writer, string? value)
    {
        writer.Boolean(value is null);
        if (value is not null)
        {
            writer.Text(value);
        }
    }

    /// <summary>The tables' <c>t_owner</c>: whose fact it is, in one value so that it is chosen as a whole.</summary>
    public static void Owner(this RowWriter writer, LineContext context, DateTimeOffset time, string promptId)
    {
        writer.Byte(RowSource.Side(context));
        writer.Time(time);
        writer.Text(context.SessionId);
        writer.Text(context.Project);
        writer.Text(context.Branch);
        writer.Text(context.Version);
        writer.Text(context.AgentId);
        writer.Text(promptId);
    }

    /// <summary>An owner every other one wins over.</summary>
    public static void NoOwner(this RowWriter writer)
    {
        writer.Byte(byte.MaxValue);
        writer.Int64(NoTimeMs);
        for (var i = 0; i < 6; i++)
        {
            writer.Text("");
        }
    }

    /// <summary><c>DateTime64(3)</c>.</summary>
    public static void Time(this RowWriter writer, DateTimeOffset time) => writer.Int64(StorableTime.Milliseconds(time));

    /// <summary><c>Nullable(DateTime64(3))</c>.</summary>
    public static void TimeOrNull(this RowWriter writer, DateTimeOffset? time)
    {
        writer.Boolean(time is null);
        if (time is { } known)
        {
            writer.Time(known);
        }
    }

    /// <summary><c>Nullable(Decimal(38, 12))</c>; beyond a trillion dollars it is damage, and unknown.</summary>
    public static void MoneyOrNull(this RowWriter writer, decimal? usd)
    {
        var isKnown = usd is >= 0 and < LargestUsd;
        writer.Boolean(!isKnown);
        if (isKnown)
        {
            writer.Money(usd.GetValueOrDefault());
        }
    }

    /// <summary><c>Decimal(38, 12)</c>, rounded to even at the twelfth place.</summary>
    private static void Money(this RowWriter writer, decimal usd)
    {
        var whole = decimal.Truncate(usd);
        var fraction = decimal.Round((usd - whole) * 1_000_000_000_000m);
        var value = ((Int128)(long)whole * 1_000_000_000_000L) + (long)fraction;
        writer.UInt64(unchecked((ulong)value));
        writer.Int64((long)(value >> 64));
    }
}
