using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.Pages;

/// <summary>Creates tasks through the API.</summary>
internal static class Work
{
    /// <summary>Adam opens a certification of a person's access, assigned to the app's owners Olga and Otto.</summary>
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

    /// <summary>Ada requests access; her manager approves.</summary>
    public static async Task<int> RequestAsync(this TheApp app, string entitlement, string reason = "For the release")
    {
        await app.As("ada").RequestAsync(entitlement, reason);
        await app.RestAsync();
        var tasks = await app.As("mia").MyTasksAsync("&order=created");
        // The clock is stopped, so two tasks may have the same creation time; numbers always increase.
        return tasks.Max(task => task.GetProperty("number").GetInt32());
    }
}
