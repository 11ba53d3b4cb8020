using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Pricing;

namespace Coxswain.Storage.ClickHouse.Pricing;

/// <summary>Keeps the store's price list equal to the price book, so that SQL prices a request as <see cref="PriceBook.Cost"/> does.</summary>
public sealed class PriceListSync(StoreClient client, PriceBook book, TimeProvider clock)
{
    private const decimal TokensPerPriceUnit = 1_000_000m;
    private const string NoEnd = "2299-12-31 23:59:59.999";

    /// <summary>Writes the whole book unless it is the one in force. To be run after each schema migration, before the first query.</summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<bool> SyncAsync(CancellationToken cancellationToken)
    {
        var inForce = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Pricing/read_book_hash.sql"), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (inForce.Count == 1 && inForce[0] == book.Hash)
        {
            return false;
        }

        using var lines = new MemoryStream();
        foreach (var row in Rows(clock.GetUtcNow()))
        {
            JsonSerializer.Serialize(lines, row);
            lines.WriteByte((byte)'\n');
        }

        var insert = StoreStatement.FromFile("Queries/Pricing/write_price_list.sql");
        await client.InsertAsync(insert, [lines.ToArray()], cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal IEnumerable<PriceListRow> Rows(DateTimeOffset now)
    {
        foreach (var price in book.Prices)
        {
            yield return RowOf(price, price.Standard, price.LongPrompt, isFast: false, now);
            if (price.Fast is { } fast)
            {
                yield return RowOf(price, fast, null, isFast: true, now);
            }
        }
    }

    private PriceListRow RowOf(ModelPrice price, TokenRates rates, LongPromptRates? tier, bool isFast, DateTimeOffset now)
    {
        var high = tier?.Rates ?? default;
        return new PriceListRow
        {
            SyncedAt = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            BookHash = book.Hash,
            Published = Day(book.Published < new DateOnly(1970, 1, 1) ? new DateOnly(1970, 1, 1) : book.Published),
            ModelId = price.ModelId,
            IsFast = isFast ? 1 : 0,
            EffectiveFrom = Moment(price.From),
            EffectiveTo = price.To is { } end ? Moment(end) : NoEnd,
            Input = PerToken(rates.Input),
            CacheWrite5m = PerToken(rates.CacheWrite5m),
            CacheWrite1h = PerToken(rates.CacheWrite1h),
            CacheRead = PerToken(rates.CacheRead),
            Output = PerToken(rates.Output),
            LongAboveTokens = tier?.AboveTokens ?? 0,
            LongInput = PerToken(high.Input),
            LongCacheWrite5m = PerToken(high.CacheWrite5m),
            LongCacheWrite1h = PerToken(high.CacheWrite1h),
            LongCacheRead = PerToken(high.CacheRead),
            LongOutput = PerToken(high.Output),
            BatchFactor = Text(book.Factors.Batch),
            UsFactor = Text(book.Factors.UsInference),
            WebSearch = Text(book.Factors.WebSearchUsdPer1000 / 1000m),
            Source = price.Source,
            Checked = Day(price.Checked),
            Confidence = price.Confidence switch
            {
                PriceConfidence.Published => "published",
                PriceConfidence.ThirdParty => "third_party",
                _ => "user",
            },
        };
    }

    private static string PerToken(decimal perMillion) => Text(perMillion / TokensPerPriceUnit);

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
