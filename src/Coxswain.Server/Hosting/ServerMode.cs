namespace Coxswain.Server.Hosting;

public enum ServerMode
{
    /// <summary><c>cox up</c>: all listeners on TCP, a daemon file, telemetry received and transcripts followed.</summary>
    Daemon,

    /// <summary><c>cox demo</c>: a daemon for as long as it takes to fill a folder of made-up data; the only one such a folder takes data from.</summary>
    DemoFilling,

    /// <summary>One command's own server: the API alone, on a private Unix socket, gone when the command ends.</summary>
    OneCommand,
}
