namespace Coxswain.Storage.Sqlite;

/// <summary>A stretch of outbox rows of one shape that is inserted as one, under a token that no other stretch ever has.</summary>
internal sealed record SealedBatch(long Id, string Shape, long FirstId, long LastId, string Token);
