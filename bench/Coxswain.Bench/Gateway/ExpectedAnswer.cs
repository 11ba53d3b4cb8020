namespace Coxswain.Bench.Gateway;

/// <summary>A body every arm must give back, byte by byte.</summary>
/// <param name="Marks">Offsets in it whose arrival is timed: the ends of a stream's frames.</param>
internal sealed record ExpectedAnswer(byte[] Body, int[] Marks);
