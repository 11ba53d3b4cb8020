namespace Coxswain.Gateway.Attempts;

/// <summary>What a client got of an answer.</summary>
/// <param name="IsBroken">Not the whole of it.</param>
internal readonly record struct Delivered(bool IsBroken);
