using System.Collections.Concurrent;

namespace AccessReview.Emulator.Email;

/// <summary>Host name to engine, for this process; static because Microsoft's client is made with an address only.</summary>
internal static class EmailServices
{
    private static readonly ConcurrentDictionary<string, IEmailService> Known = new(StringComparer.OrdinalIgnoreCase);

    public static void Add(string name, IEmailService engine) => Known[name] = engine;

    public static void Remove(string name) => Known.TryRemove(name, out _);

    public static IEmailService Find(string name) => Known.TryGetValue(name, out var engine)
        ? engine
        : throw new InvalidOperationException(
            $"No e-mail emulator named '{name}' runs in this process. This build speaks to the emulator only; for Azure build with -p:FunctionsRuntime=Azure.");
}
