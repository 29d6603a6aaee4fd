using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Versions;

/// <summary>A release and the commit that it was built from: releases.json, oldest first.</summary>
internal sealed record Release(string Version, string Commit)
{
    public static IReadOnlyList<Release> All { get; } = Read();

    private static List<Release> Read()
    {
        using var file = File.OpenRead(Checkout.PathOf("tests", "App.Tests", "Versions", "releases.json"));
        using var releases = JsonDocument.Parse(file);
        return [.. releases.RootElement.EnumerateObject().Select(release => new Release(release.Name, release.Value.GetString()!))]; // The file is ours.
    }
}
