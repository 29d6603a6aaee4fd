using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Pages;

/// <summary>Tasks to look at, made through the API.</summary>
internal static class Work
{
    /// <summary>Adam asks Olga and Otto, who own the app, about somebody's access.</summary>
    public static async Task<int> OpenAsync(this TheApp app, string user, string entitlement, string kind = "certification", string? reason = null)
    {
        var task = await app.As(SmallOrganization.Admin).PostAsync("/api/v1/tasks", new { kind, user, entitlement, reason }, HttpStatusCode.Created);
        await app.RestAsync();
        return task.GetProperty("number").GetInt32();
    }

    /// <summary>Adds to the directory.</summary>
    public static async Task ImportAsync(this TheApp app, object import)
    {
        await app.As(SmallOrganization.Admin).PostAsync("/api/v1/directory/imports", import, HttpStatusCode.Accepted);
        await app.RestAsync();
    }

    /// <summary>Ada asks for access; whoever is her manager approves.</summary>
    public static async Task<int> AskAsync(this TheApp app, string entitlement, string reason = "For the release")
    {
        await app.As("ada").RequestAsync(entitlement, reason);
        await app.RestAsync();
        var tasks = await app.As("mia").MyTasksAsync("&order=created");
        // The clock stands still, so that two may have been created at the same moment; numbers rise.
        return tasks.Max(task => task.GetProperty("number").GetInt32());
    }
}
