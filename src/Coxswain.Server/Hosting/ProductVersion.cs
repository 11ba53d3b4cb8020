using System.Reflection;

namespace Coxswain.Server.Hosting;

public static class ProductVersion
{
    /// <summary>Version of this build without its commit suffix.</summary>
    public static string Text { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
