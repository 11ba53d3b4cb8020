namespace Coxswain.Server.StatusLine;

/// <param name="AsOf">When it was asked for.</param>
/// <param name="StoredRows">How many rows the outbox had stored by then.</param>
internal sealed record Reading<TValue>(TValue Value, DateTimeOffset AsOf, long StoredRows);
