using AccessReview.Domain.Directory;

namespace AccessReview.App.EvidencePacks;

/// <param name="Entitlement">Null: all of the app.</param>
public sealed record PopulationCount(AppId App, string AppName, EntitlementId? Entitlement, string? EntitlementName, int Items);

/// <summary>The population in numbers: a part of block B of the evidence.</summary>
/// <param name="PeopleWhoLeft">Items of people who had left but held the access.</param>
/// <param name="UnknownPeople">Items of people who were not in the directory.</param>
/// <param name="ServiceAccounts">Items with a service account.</param>
/// <param name="SharedAccounts">Items with a shared account.</param>
/// <param name="WithoutAccount">Items that name no account.</param>
public sealed record PackPopulation(
    int PeopleWhoLeft, int UnknownPeople, int ServiceAccounts, int SharedAccounts, int WithoutAccount, IReadOnlyList<PopulationCount> Apps, IReadOnlyList<PopulationCount> Entitlements);

/// <summary>Counts the population while its items are written. Memory grows with the entitlements only.</summary>
internal sealed class PopulationSum
{
    private readonly SortedDictionary<(string App, string Entitlement), PopulationCount> _entitlements = [];
    private int _left, _unknown, _service, _shared, _without;

    public void Add(ItemEvidence item)
    {
        var access = item.Access;
        var key = (access.App.Value, access.Entitlement.Value);
        var known = _entitlements.GetValueOrDefault(key) ?? new PopulationCount(access.App, access.AppName, access.Entitlement, access.EntitlementName, 0);
        _entitlements[key] = known with { Items = known.Items + 1 };
        _left += item.Person.IsActive == false ? 1 : 0;
        _unknown += item.Person.IsActive is null ? 1 : 0;
        _service += access.AccountType == AccountType.Service ? 1 : 0;
        _shared += access.AccountType == AccountType.Shared ? 1 : 0;
        _without += access.Account is null ? 1 : 0;
    }

    public PackPopulation Complete() => new(
        _left, _unknown, _service, _shared, _without,
        [.. _entitlements.Values.GroupBy(one => one.App).Select(app => new PopulationCount(app.Key, app.First().AppName, null, null, app.Sum(one => one.Items)))],
        [.. _entitlements.Values]);
}
