namespace Coxswain.Server.Hosting;

public enum ServerMode
{
    /// <summary><c>cox up</c>: all listeners on TCP, a daemon file, telemetry received and transcripts followed.</summary>
    Daemon,

    /// <summary>One command's own server: the API alone, on a private Unix socket, gone when the command ends.</summary>
    OneCommand,
}
