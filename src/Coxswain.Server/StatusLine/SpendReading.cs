using Coxswain.Core.Usage;

namespace Coxswain.Server.StatusLine;

/// <param name="Spend"><see langword="null"/>: the store had no request of the session.</param>
/// <param name="AsOf">When the store was asked.</param>
/// <param name="StoredRows">How many rows the outbox had stored by then.</param>
internal sealed record SpendReading(SessionSpend? Spend, DateTimeOffset AsOf, long StoredRows);
