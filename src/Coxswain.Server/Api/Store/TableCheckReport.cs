namespace Coxswain.Server.Api.Store;

/// <inheritdoc cref="Coxswain.Storage.Damage.TableCheckProgress"/>
/// <param name="IsFinished">The last line of an answer that ended well.</param>
public sealed record TableCheckReport(
    string Table, int Tables, int Parts, int PartsDone, int PartsDamaged, int PartsUnreadable, int PartsGone, long Bytes, long BytesDone, long BytesRead,
    double ElapsedSeconds, bool IsFinished);
