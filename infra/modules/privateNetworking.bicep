metadata description = 'The network, and a private way to each service in it.'

param name string
param location string
param tags { *: string }
param addressPrefix string

@description('What is to be reached privately: a name, the service\'s id, which part of it, and the DNS zone of its name.')
param services { name: string, id: string, groupId: string, zone: string }[]

var siteZone = 'privatelink.azurewebsites.net'

module network 'network.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    addressPrefix: addressPrefix
    zones: union(map(services, service => service.zone), [siteZone])
  }
}

module ways 'privateEndpoint.bicep' = [
  for service in services: {
    params: {
      name: '${name}-${service.name}'
      location: location
      tags: tags
      subnetId: network.outputs.endpointSubnetId
      serviceId: service.id
      groupId: service.groupId
      zone: service.zone
    }
  }
]

output appSubnetId string = network.outputs.appSubnetId
output endpointSubnetId string = network.outputs.endpointSubnetId
output siteZone string = siteZone
