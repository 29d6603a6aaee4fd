namespace AccessReview.App.Http;

/// <summary>The group of a folder's endpoints in the OpenAPI document, given by the folder itself.</summary>
/// <param name="folder">The folder's name.</param>
/// <param name="name">The group's name.</param>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ApiTagAttribute(string folder, string name, string description) : Attribute
{
    public string Folder { get; } = folder;

    public string Name { get; } = name;

    public string Description { get; } = description;
}
