using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Repository.Tests.Versions;

/// <summary>The releases, by the version that host.json gave their orchestrations, oldest first: releases.json.</summary>
internal static class Release
{
    public static IReadOnlyList<string> All { get; } = Read();

    private static List<string> Read()
    {
        using var file = File.OpenRead(Checkout.PathOf("tests", "Repository.Tests", "Versions", "releases.json"));
        return JsonSerializer.Deserialize<List<string>>(file) ?? throw new InvalidDataException("releases.json is a list of versions.");
    }
}
