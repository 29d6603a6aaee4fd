using System.Reflection;
using System.Xml.Linq;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>The doc comments of the app's types, from the file that the compiler writes beside each assembly. Without it there are none.</summary>
internal sealed class DocComments
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _files = [];

    /// <returns>Null: the type has no summary.</returns>
    public string? Of(Type type) => Text(Find(type, $"T:{NameOf(type)}")?.Element("summary"));

    /// <returns>Null: the property has neither a summary nor a parameter's comment.</returns>
    public string? Of(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        if (property.DeclaringType is not { } type)
            return null;
        // The parameters of a record are commented with the record.
        var parameters = Find(type, $"T:{NameOf(type)}")?.Elements("param");
        return Text(Find(type, $"P:{NameOf(type)}.{property.Name}")?.Element("summary"))
            ?? Text(parameters?.FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name));
    }

    /// <returns>Null: the value has no summary.</returns>
    public string? Of(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Text(Find(value.GetType(), $"F:{NameOf(value.GetType())}.{value}")?.Element("summary"));
    }

    private XElement? Find(Type type, string name)
    {
        if (!_files.TryGetValue(type.Assembly, out var members))
            _files[type.Assembly] = members = Read(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        return members.GetValueOrDefault(name);
    }

    private static Dictionary<string, XElement> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var members = from member in XDocument.Load(path).Descendants("member") let name = member.Attribute("name") where name is not null select (name.Value, member);
        return members.ToDictionary();
    }

    private static string NameOf(Type type)
    {
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (open.FullName ?? open.Name).Replace('+', '.');
    }

    /// <summary>The text on one line; what it refers to is named by its last part.</summary>
    private static string? Text(XElement? comment)
    {
        if (comment is null)
            return null;
        var text = string.Concat(comment.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { FirstAttribute.Value: { } name } => $"`{name.Split('(')[0].Split('.', ':')[^1]}`",
            XElement code => $"`{code.Value}`",
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
