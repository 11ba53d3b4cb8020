namespace Coxswain.Storage.Damage;

/// <summary>How far a check of all tables is. Sent after each part.</summary>
/// <param name="Table">The table last looked at; empty when there is none.</param>
/// <param name="Tables">With rows.</param>
/// <param name="Parts">That were there when it began.</param>
/// <param name="PartsDamaged">Set aside, and told as damage.</param>
/// <param name="PartsUnreadable">The machine is at fault: they stay where they are.</param>
/// <param name="PartsGone">Merged or deleted meanwhile, and not read: a merge has read them itself.</param>
/// <param name="Bytes">On disk, of all parts.</param>
/// <param name="BytesDone">Of the parts done.</param>
/// <param name="BytesRead">Of the parts done that were not gone.</param>
public sealed record TableCheckProgress(
    string Table, int Tables, int Parts, int PartsDone, int PartsDamaged, int PartsUnreadable, int PartsGone, long Bytes, long BytesDone, long BytesRead);
