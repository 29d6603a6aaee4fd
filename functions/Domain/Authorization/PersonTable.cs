using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>What somebody may want to do with what the directory holds of one person. Who that person is, everybody may look up.</summary>
public enum PersonAction
{
    /// <summary>What the person holds and held.</summary>
    ReadAccess,

    /// <summary>Says who stands in for the person.</summary>
    NameDelegate,
}

/// <summary>What a reader is to one person of the directory.</summary>
[Flags]
public enum RelationsToPerson
{
    None = 0,
    Self = 1,
    Manager = 2,
}

/// <summary>Who may do what with one person's part of the directory; the third part of the table that says who may do what.</summary>
public static class PersonTable
{
    public static bool Allows(PersonAction action, Roles roles, RelationsToPerson relations) => action switch
    {
        PersonAction.ReadAccess => relations != RelationsToPerson.None || OrganizationTable.Allows(OrganizationAction.ReadAllAccess, roles),
        PersonAction.NameDelegate => relations.HasFlag(RelationsToPerson.Self),
    };

    public static bool Allows(PersonAction action, UserId reader, Roles roles, User person) => Allows(action, roles, RelationsOf(reader, person));

    public static RelationsToPerson RelationsOf(UserId reader, User person)
    {
        var relations = RelationsToPerson.None;
        if (person.Id == reader)
            relations |= RelationsToPerson.Self;
        if (person.ManagerId == reader)
            relations |= RelationsToPerson.Manager;
        return relations;
    }
}
