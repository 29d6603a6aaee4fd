using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Builders;

/// <summary>Changes only the directory rows of the small organization, without a visit of the affected tasks.</summary>
internal static class DirectoryChanges
{
    public static Task LeavesAsync(this TheApp app, string user) => app.ChangeUserAsync(user, person => person with { IsActive = false });

    public static async Task ChangeUserAsync(this TheApp app, string user, Func<User, User> change)
    {
        var directory = app.Get<DirectoryStore>();
        var stored = (await directory.LoadUserAsync(new(user), default)).Found();
        await directory.WriteUsersAsync([new Change<User>(stored, change(stored.Value))], default);
    }

    public static async Task ChangeEntitlementAsync(this TheApp app, string entitlement, Func<Entitlement, Entitlement> change)
    {
        var directory = app.Get<DirectoryStore>();
        var stored = (await directory.LoadEntitlementAsync(new(entitlement), default)).Found();
        await directory.WriteEntitlementsAsync([new Change<Entitlement>(stored, change(stored.Value))], default);
    }

    public static Task RaiseAsync(this TheApp app, string entitlement, Risk risk) => app.ChangeEntitlementAsync(entitlement, access => access with { Risk = risk });

    /// <summary>Deletes an entitlement from the directory, which no import does today.</summary>
    public static async Task RemoveEntitlementAsync(this TheApp app, string entitlement)
    {
        var key = DirectoryKeys.Of(entitlement);
        await app.Tables.GetTableClient("Directory").DeleteEntityAsync(DirectoryKeys.Entitlements(key), key);
        await app.Get<DirectoryStore>().RenewVersionAsync(default);
    }

    /// <summary>Writes a grant that was created or ended elsewhere.</summary>
    public static async Task ChangeGrantAsync(this TheApp app, string user, string entitlement, Func<Grant?, Grant> change)
    {
        var directory = app.Get<DirectoryStore>();
        var stored = await directory.LoadGrantAsync(new(user), new(entitlement), default);
        await directory.WriteGrantsAsync([new StoredGrant(change(stored?.Grant), stored?.ETag, stored?.Applied ?? [])], default);
    }

    public static Task EndGrantAsync(this TheApp app, string user, string entitlement) =>
        app.ChangeGrantAsync(user, entitlement, grant => grant.Found() with { State = GrantState.Ended, EndedAt = app.Now });

    /// <summary>Visits a task as after a directory change that affects it.</summary>
    public static async Task VisitAsync(this TheApp app, int number)
    {
        var id = Assert.NotNull(await app.Get<TaskIndex>().FindAsync(number, default));
        await app.Get<TaskRecheck>().RunAsync(app.Durable, id, default);
        await app.RestAsync();
    }

    /// <summary>Deletes a task from the store, as if it had not been opened yet.</summary>
    public static async Task ForgetTaskAsync(this TheApp app, TaskId task)
    {
        var table = app.Tables.GetTableClient("Tasks");
        await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == task.Value))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
    }

    public static T Found<T>(this T? value)
        where T : class
    {
        Assert.NotNull(value);
        return value;
    }

    public static string In(this TheApp app, TimeSpan time) => (app.Now + time).ToString("O", CultureInfo.InvariantCulture);
}
