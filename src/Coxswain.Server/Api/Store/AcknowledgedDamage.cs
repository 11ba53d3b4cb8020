namespace Coxswain.Server.Api.Store;

/// <param name="Count">How many pieces of damage were open and are told no more.</param>
public sealed record AcknowledgedDamage(int Count);
