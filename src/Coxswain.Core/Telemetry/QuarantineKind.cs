namespace Coxswain.Core.Telemetry;

public enum QuarantineKind
{
    /// <summary>The store will never take the rows.</summary>
    Rejected = 1,

    /// <summary>The rows' bytes do not match their checksum.</summary>
    DamagedRows = 2,

    /// <summary>The state file was damaged; readable rows were moved to a new one.</summary>
    DamagedFile = 3,
}
