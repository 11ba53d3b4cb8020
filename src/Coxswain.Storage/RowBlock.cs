namespace Coxswain.Storage;

/// <summary>Rows encoded in ClickHouse's RowBinary or Native, as their shape says, ready to be concatenated with others of their shape and inserted.</summary>
/// <param name="Shape">
/// Names an insert statement, for example <c>otel_logs.1</c>. A shape's columns never change once released, so an outbox written by an
/// older version still drains; a changed table gets a new shape.
/// </param>
public sealed record RowBlock(string Shape, int Rows, ReadOnlyMemory<byte> Bytes);
