using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using Coxswain.Server.Hosting;

namespace Coxswain.Tests;

/// <summary>
/// A <see cref="RangeAttribute"/> turns its limits from text into values at its first use, and not safely: two servers that start at the same moment in one process,
/// as only tests start them, can meet an attribute half turned. So each is used once before any test.
/// </summary>
internal static class OptionRanges
{
    [ModuleInitializer]
    internal static void Convert()
    {
        var pending = new Queue<Assembly>([typeof(ServerMode).Assembly]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryDequeue(out var assembly))
        {
            foreach (var options in assembly.GetTypes().Where(static type => type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null))
            {
                var one = Activator.CreateInstance(options)!;
                Validator.TryValidateObject(one, new ValidationContext(one), null, validateAllProperties: true);
            }

            foreach (var used in assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Coxswain.", StringComparison.Ordinal) && seen.Add(name.Name)))
            {
                pending.Enqueue(Assembly.Load(used));
            }
        }
    }
}
