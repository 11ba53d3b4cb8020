namespace Coxswain.Engine.Native;

/// <summary>What a statement read, wrote and returned, as the engine counted it.</summary>
internal readonly record struct QueryCounts(
    ulong ReadRows, ulong ReadBytes, ulong WrittenRows, ulong WrittenBytes, ulong ResultRows, ulong ResultBytes);
