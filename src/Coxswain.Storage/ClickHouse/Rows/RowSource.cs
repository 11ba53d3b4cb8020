using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Who told of a fact, in the bits of the tables' <c>sources</c> column.</summary>
internal static class RowSource
{
    public const byte Otlp = 1;
    public const byte Transcript = 2;
    public const byte Gateway = 4;

    /// <summary>Rank of a line among those that tell the same: originals before copies, main conversation before sidechains.</summary>
    public static byte Side(LineContext context) => (byte)((context.IsCopy ? 2 : 0) | (context.IsSidechain ? 1 : 0));
}
