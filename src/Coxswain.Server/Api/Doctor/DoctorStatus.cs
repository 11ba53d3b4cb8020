namespace Coxswain.Server.Api.Doctor;

public enum DoctorStatus
{
    Ok,

    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    Warning,

    /// <summary>Something does not work.</summary>
    Failed,

    /// <summary>Could not be looked at; the summary says why.</summary>
    Unknown,
}
