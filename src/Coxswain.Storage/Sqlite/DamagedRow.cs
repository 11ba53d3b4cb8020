namespace Coxswain.Storage.Sqlite;

/// <summary>A state file row whose bytes no longer match their checksum.</summary>
internal readonly record struct DamagedRow(long Id, int Rows, ReadOnlyMemory<byte> Bytes);
